/**
 * Network prefix that one subscriber has to themselves: a whole IPv4 address, or the /64 of an IPv6 address (RFC 6177),
 * in which one household has 2^64 addresses.
 * @param address as a socket reports it, for example `2001:db8::1`
 */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
