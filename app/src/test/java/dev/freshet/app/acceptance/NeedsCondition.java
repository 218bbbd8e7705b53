package dev.freshet.app.acceptance;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides {@link Needs}. */
final class NeedsCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing =
                AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Needs.class).map(Needs::value).stream()
                        .flatMap(Arrays::stream)
                        .filter(tool -> !tool.isInstalled())
                        .map(Tool::meaning)
                        .collect(Collectors.joining(", "));
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("every tool is installed");
        }
        String reason =
                "SKIPPED " + context.getRequiredTestClass().getSimpleName() + ": not installed here: " + missing;
        if (context.getTestMethod().isEmpty()) {
            System.out.println(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
