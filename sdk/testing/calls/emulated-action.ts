/** The operations of ECS that the emulator has. */
export type EmulatedAction = "DescribeInstanceStatus" | "DescribeInstancesFullStatus" | "DescribeInstances";
