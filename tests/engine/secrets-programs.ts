import { program } from "./world";
import { REGION, ROLE } from "./secrets-keys";

/** Six identities, each with a gate and InstanceStatuses of its own. */
const gates = (release: string, timeout: string): string => `
interface Key { accessKey: string; secretKey: string; securityToken: string }
const config = new pulumi.Config();
// not marked as secrets any more: a Provider has to do that by itself
const given = pulumi.unsecret(config.requireSecretObject<{ keys: Key, base: Key, uri: string, oidcToken: string }>("given"));
const at = config.requireObject<Record<string, string>>("at");
const region = "${REGION}";
const PROVIDERS = {
    keys: new Provider("keys", { region, endpoint: at.keys, accessKey: given.keys.accessKey, secretKey: given.keys.secretKey, securityToken: given.keys.securityToken }),
    uri: new Provider("uri", { region, endpoint: at.uri, credentialsUri: given.uri }),
    role: new Provider("role", { region, endpoint: at.role, accessKey: given.base.accessKey, secretKey: given.base.secretKey, assumeRole: { roleArn: "${ROLE}" } }),
    oidc: new Provider("oidc", { region, endpoint: at.oidc, assumeRoleWithOidc: { roleArn: "${ROLE}", oidcProviderArn: "acs:ram::123456789:oidc-provider/ci", oidcToken: given.oidcToken } }),
    file: new Provider("file", { region, endpoint: at.file, profile: "deploy", sharedCredentialsFile: at.profiles }),
};
const triggers = ["${release}"];
const args = { instanceIds: ["i-1"], triggers, timeout: "${timeout}" };
new InstanceStatusGate("stack", args);
for (const [name, provider] of Object.entries(PROVIDERS)) {
    new InstanceStatusGate(name, args, { provider });
    new status.InstanceStatuses(name, { instanceIds: ["i-1", "i-absent"], triggers }, { provider });
}
`;

export const SUCCESS = program(`${gates("1", "1m")}
export const read = [undefined, ...Object.values(PROVIDERS)].map((provider) =>
    status.getInstanceStatusOutput({ instanceId: "i-1" }, { provider }).status);
export const plain = status.getInstanceStatuses({ instanceIds: ["i-1"] }).then(({ statusById }) => statusById);`);

/** Two more sources, which hand out what cannot be used. */
export const FAILURE = program(`${gates("2", "1s")}
new InstanceStatusGate("broken-session", args, { provider: new Provider("broken-session", { region, endpoint: at.uri, credentialsUri: pulumi.interpolate\`\${given.uri}&broken\` }) });
new InstanceStatusGate("broken-file", args, { provider: new Provider("broken-file", { region, endpoint: at.uri, profile: "deploy", sharedCredentialsFile: at.brokenFile }) });`);

/** A program that prints all of what a function throws, and then ends with it. */
export const FUNCTION = program(`
export const read = status.getInstanceStatuses({ instanceIds: ["i-1"] }).catch((error) => { console.log(error); throw error; });`);

/** Leads the requests to STS, which go to a public host over HTTPS, to the service of the test. */
export const leadToService = (port: number): string => `
const http = require("node:http");
const https = require("node:https");
https.request = (options, ...rest) =>
    http.request({ ...options, protocol: "http:", host: "127.0.0.1", hostname: "127.0.0.1", port: ${port}, agent: undefined }, ...rest);
`;
