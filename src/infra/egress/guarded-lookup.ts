import type { LookupAddress, LookupAllOptions, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { AddressPolicy } from './address-policy.js';

/** `dns.lookup` with the option `all`. */
export type ResolveAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';

  constructor() {
    super('The host has no address on the public internet.');
  }
}

/**
 * Resolves a name while its socket connects, and returns only addresses that the policy allows. There is no second
 * look-up (DNS rebinding): the address that was checked is the one that the socket connects to.
 */
export function guardedLookup(resolve: ResolveAll, policy: AddressPolicy): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const allowed = error ? [] : addresses.filter(({ address }) => policy.allows(address));
      const [first] = allowed;
      if (error || !first) callback(error ?? new RefusedAddress(), []);
      else if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}
