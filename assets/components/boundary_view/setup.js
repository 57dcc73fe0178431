// The set-up of the plane.
export function createSetup() {
  return { show() {} };
}
