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
        "`pulumi up` creates the dependents of an instance as soon as Alibaba Cloud has *accepted* a request, not when the",
        "instance runs. This provider reads the status from ECS (`DescribeInstanceStatus`) and holds a deployment back until the",
        "instances have the status that you want: instances of a scaling group or of another stack, instances that something",
        "else starts or reboots, spot instances that were reclaimed. `Running` does not mean that the operating system has",
        "booted: `DescribeInstanceStatus` does not tell that.",
        "",
        "- `InstanceStatusGate` waits until enough instances are in a target status. If they do not reach it, the deployment",
        "  fails. Its dependents are created after it. Each later preview and up checks whether the gate still holds.",
        "- `InstanceStatuses` records statuses in state, and shows in the plan when they change.",
        "- `getInstanceStatus` and `getInstanceStatuses` read once, also in preview.",
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
