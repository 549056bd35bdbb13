/** Repeats itself, so that a run can be repeated. */
let state = 42;

export const random = (below: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * below);
};

export const oneOf = <const T>(...all: [T, ...T[]]): T => all[random(all.length)] ?? all[0];
