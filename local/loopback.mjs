/**
 * Whether an address is a loopback address.
 * @param {string | undefined} address
 */
export function isLoopback(address = '') {
  return /^((::ffff:)?127(\.\d+){3}|::1|localhost)$/.test(address);
}
