export { SETTING_NAMES } from "./settings/setting-table";
