import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** Only this part of IPv6 is given to the public internet (IANA, IPv6 Global Unicast Address Assignments). */
const GLOBAL_IPV6: Network = ipaddr.parseCIDR('2000::/3');
/** Public addresses that are cloud metadata endpoints: Azure answers its metadata and its agents here. */
const METADATA: readonly Network[] = [ipaddr.parseCIDR('168.63.129.16/32')];

/** SSRF protection: user-supplied addresses may be in the public internet and in networks that an operator allows. */
export class AddressPolicy {
  private readonly allowed: readonly Network[];

  /**
   * @param allowedNetworks in CIDR notation, for example `10.1.0.0/16`
   * @throws Error when one of them is no network
   */
  constructor(allowedNetworks: readonly string[]) {
    this.allowed = allowedNetworks.map((network) => ipaddr.parseCIDR(network));
  }

  /** @param address as a resolver or a URL writes it, without brackets; anything else is refused */
  allows(address: string): boolean {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.parse(address);
    return isPublic(parsed) || this.allowed.some((network) => isIn(ipaddr.process(address), network));
  }
}

/** Addresses that embed an IPv4 address (mapped, NAT64, 6to4, Teredo) are not public, whichever they embed. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || METADATA.some((network) => isIn(address, network))) return false;
  return address.kind() === 'ipv4' || isIn(address, GLOBAL_IPV6);
}

function isIn(address: Address, [network, bits]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
