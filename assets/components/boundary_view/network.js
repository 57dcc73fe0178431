// The network of the plane.
export function createNetworkPart() {
  return { show() {}, hear() {}, stop() {} };
}
