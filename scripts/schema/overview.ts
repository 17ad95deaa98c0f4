import { EXAMPLE_LANGUAGES, programIn } from "./examples";
import { PACKAGE } from "./package-facts";

/**
 * Builds the page of the package in Pulumi's Registry, in the Registry's markup: front matter, tabs as shortcodes, no
 * relative links. The examples are the quickstarts, which the tests run.
 */
export function buildOverview(): string {
    const tabs = EXAMPLE_LANGUAGES.map((language) =>
        [
            `{{% choosable language ${language} %}}`,
            "",
            `\`\`\`${language}`,
            programIn(language),
            "```",
            "",
            "{{% /choosable %}}",
        ].join("\n"),
    );
    return [
        "---",
        `title: ${PACKAGE.displayName}`,
        `meta_desc: ${PACKAGE.description}`,
        "layout: package",
        "---",
        "",
        "`pulumi up` starts what depends on an instance as soon as Alibaba Cloud has *accepted* a request, not when the machine",
        "runs. This provider asks ECS (`DescribeInstanceStatus`) and holds a deployment back until the instances are in the",
        "status you want: those of a scaling group, of another stack, started or rebooted from outside, or spot instances that",
        "went away. `Running` does not mean that the operating system has booted: `DescribeInstanceStatus` does not say that.",
        "",
        "- `InstanceStatusGate` is done when enough instances are in a target status, and fails the deployment when they do not",
        "  get there. What depends on it starts after it. Each later preview and up looks whether it still holds.",
        "- `InstanceStatuses` records what ECS says, and shows when it changes.",
        "- `getInstanceStatus` and `getInstanceStatuses` ask once, in preview too.",
        "",
        "## Example",
        "",
        `{{< chooser language "${EXAMPLE_LANGUAGES.join(",")}" >}}`,
        "",
        tabs.join("\n\n"),
        "",
        "{{< /chooser >}}",
        "",
        "In every language the instances are in the configuration of the stack:",
        "",
        "```sh",
        "pulumi config set --path 'instanceIds[0]' i-bp1example0001",
        "```",
        "",
    ].join("\n");
}
