import { AddressPolicy } from './address-policy.js';

describe('the addresses that others may choose', () => {
  const policy = new AddressPolicy([]);

  it.each(['1.1.1.1', '93.184.215.14', '172.15.255.255', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001:81b::200e'])(
    'may be public: %s',
    (address) => expect(policy.allows(address)).toBe(true),
  );

  it.each([
    ['unspecified', '0.0.0.0'],
    ['unspecified', '::'],
    ['"this" network', '0.1.2.3'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback', '::1'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['unique local', 'fd12:3456::1'],
    ['link-local', '169.254.1.1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['metadata of most clouds', '169.254.169.254'],
    ['metadata of AWS', 'fd00:ec2::254'],
    ['metadata of Alibaba', '100.100.100.200'],
    ['metadata of Oracle', '192.0.0.192'],
    ['metadata of Azure', '168.63.129.16'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['benchmarking', '198.18.0.1'],
    ['documentation', '203.0.113.7'],
    ['documentation', '2001:db8::1'],
    ['IPv4-mapped, private', '::ffff:10.0.0.1'],
    ['IPv4-mapped, in hexadecimal', '::ffff:7f00:1'],
    ['IPv4-mapped, public', '::ffff:1.1.1.1'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['IPv4-translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64 of a network', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::1'],
    ['6to4 relay', '192.88.99.1'],
    ['Teredo', '2001:0:7f00:1::1'],
    ['discard-only', '100::1'],
    ['not given to anybody', '4000::1'],
    ['no address', 'localhost'],
    ['no address', ''],
  ])('may not be %s: %s', (_kind, address) => expect(policy.allows(address)).toBe(false));

  it('may lie in networks that the operator allows, in either notation, and nowhere beside them', () => {
    const intranet = new AddressPolicy(['127.0.0.0/8', 'fd00:1::/32']);
    expect(['127.0.0.1', '127.8.8.8', '::ffff:127.0.0.1', 'fd00:1::5'].every((a) => intranet.allows(a))).toBe(true);
    expect(['10.0.0.1', '::1', 'fd00:2::5', '169.254.169.254'].some((a) => intranet.allows(a))).toBe(false);
  });
});
