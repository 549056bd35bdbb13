/** How often the page looks anew while it is in front; a page in the background does not. */
export const LOOK_EVERY_MS = 5_000;
