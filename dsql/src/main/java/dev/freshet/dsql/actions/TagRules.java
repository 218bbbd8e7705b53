package dev.freshet.dsql.actions;

import dev.freshet.dsql.DsqlErrors;
import dev.freshet.dsql.Quotas;
import dev.freshet.dsql.Tags;
import java.util.Locale;
import java.util.Map;

/** What holds of tags beyond their members' shapes. */
final class TagRules {
    private TagRules() {}

    /** @throws dev.freshet.gateway.ApiException when a key is one of AWS's own */
    static Map<String, String> checked(Map<String, String> tags) {
        tags.keySet().forEach(key -> {
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw DsqlErrors.invalidField("tags", "Tag keys that start with 'aws:' are reserved: '" + key + "'");
            }
        });
        return tags;
    }

    static Tags within(Quotas quotas, Tags tags, String resourceId, boolean ofCluster) {
        if (tags.byKey().size() > quotas.tagsPerResource()) {
            throw DsqlErrors.tagLimit(resourceId, ofCluster, quotas.tagsPerResource());
        }
        return tags;
    }
}
