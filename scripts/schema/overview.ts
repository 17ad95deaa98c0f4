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
        "instance runs. This provider asks ECS and holds a deployment back until enough instances have the status that you want:",
        "instances of a scaling group or of another stack, instances that something else starts or reboots, spot instances that",
        "were reclaimed.",
        "",
        "`Running` does not mean that the operating system has booted. ECS reports that separately, as the health of an instance,",
        'up to a minute late: `targetHealth: ["Ok"]` waits for it. No call of ECS tells whether an application answers.',
        "",
        "- `InstanceStatusGate` waits until enough instances are in a target status, and in a target health if you ask for it. The",
        "  instances are given by their ids, or chosen by a `selector`: tags, a vSwitch, a security group, a name. If they do not",
        "  reach the target, the deployment fails. The dependents of the gate are created after it. Each later preview and up",
        "  checks whether the gate still holds.",
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
        "If the ids are not known, for example those of a scaling group, give the gate a selector in place of `instanceIds`, such as",
        '`{ tags: { role: "web" } }`, and `minInstanceCount`, the number of instances that there must be at least.',
        "",
    ].join("\n");
}
