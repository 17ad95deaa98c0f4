import { matching } from "../checks/rules";

/** Every region of this form exists, unless the emulator has a list of `regions`. */
export const REGION_ID = matching('a region such as "cn-hangzhou"', /^[a-z][a-z0-9-]{1,62}$/);

/**
 * ECS's own rule is not published. This one accepts every id in its documentation, masked ones too
 * ("i-bp1j4i2jdf3owlhe****"), and refuses ids of other resources, spaces, and several ids in one.
 */
export const INSTANCE_ID = matching('an id such as "i-bp1example"', /^i-[A-Za-z0-9*_-]{1,126}$/);
