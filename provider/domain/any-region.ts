/** Stands in for a region that is not known yet, in checks whose result is the same for all regions. */
export const ANY_REGION = "cn-hangzhou";
