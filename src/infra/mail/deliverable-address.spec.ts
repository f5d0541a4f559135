import { isEmailAddress } from './deliverable-address.js';

describe('an e-mail address', () => {
  it.each([
    'ada@example.org',
    "o'neill+lessons@mail.example.co.uk",
    'a_b-c.d/e=f@x-y.example',
    'ada@bücher.example',
    'ada@xn--bcher-kva.example',
    `${'x'.repeat(64)}@example.org`,
    'ada@bü\u00ADcher.example',
  ])('may be %s', (address) => {
    expect(isEmailAddress(address)).toBe(true);
  });

  it.each([
    '"ada lovelace"@example.org',
    '"ada"@example.org',
    'ada@[192.0.2.1]',
    'ada@[IPv6:2001:db8::1]',
    'ada@192.0.2.1',
    'ada@localhost',
    'ada%other.example@example.org',
    'other.example!ada@example.org',
    'ada..l@example.org',
    '.ada@example.org',
    'ada.@example.org',
    'ada(comment)@example.org',
    'Ada <ada@example.org>',
    'ada@example.org.',
    'ada@-x.example',
    'ada@exa_mple.org',
    'ada@exa\u200Dmple.org',
    'ada@exam\tple.org',
    'ada@ex%61mple.org',
    'ada@example.org/',
    'ada@0x7f.1',
    'ada@１９２.0.2.1',
    'ada\u200B@example.org',
    'ada＠example.org',
    'ädä@example.org',
    'ada@example.org, grace@example.org',
    'ada\n@example.org',
    `${'x'.repeat(65)}@example.org`,
    `ada@${'x'.repeat(64)}.example`,
    5,
    null,
  ])('is not %s', (address) => {
    expect(isEmailAddress(address)).toBe(false);
  });
});
