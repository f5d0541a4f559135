/**
 * The part of an address that one customer of a provider has to themselves: a whole IPv4 address, the first 64 bits of
 * an IPv6 address (RFC 6177), of which one household has at least 2^64.
 * @param address in the form in which a socket tells it, for example `2001:db8::1`
 */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
