export type { Credentials, CredentialSource } from "./credential-source";
export { findCredentials } from "./find-credentials";
