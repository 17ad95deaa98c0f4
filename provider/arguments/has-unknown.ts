/** Whether a value, or a member of it, is unknown. */
export function hasUnknown(value: unknown, isUnknown: (value: unknown) => boolean): boolean {
    if (isUnknown(value)) {
        return true;
    }
    return (
        typeof value === "object" && value !== null && Object.values(value).some((one) => hasUnknown(one, isUnknown))
    );
}
