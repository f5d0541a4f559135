import { DISPOSABLE_DOMAINS } from './disposable-domains.js';
import { isOfDomains } from './address-domains.js';

describe('the domain of an address', () => {
  const listed = new Set(['gone.example', 'deep.of.example']);

  it.each(['ada@gone.example', 'ada@mx1.gone.example', '"a@gone"@deep.of.example', 'ada@a.b.deep.of.example'])(
    'of %s is listed, or a part of one that is',
    (email) => {
      expect(isOfDomains(email, listed)).toBe(true);
    },
  );

  it.each(['ada@example', 'ada@of.example', 'ada@nowgone.example', 'gone.example@ada.example', 'ada@gone.example.org'])(
    'of %s is not',
    (email) => {
      expect(isOfDomains(email, listed)).toBe(false);
    },
  );

  it('is among those that come with the release for mailboxes that are thrown away, and for no others', () => {
    const [thrownAway, lasting] = [
      ['mailinator.com', 'guerrillamail.com', 'yopmail.com', '10minutemail.com', 'temp-mail.org'],
      [
        'gmail.com',
        'outlook.com',
        'yahoo.fr',
        'proton.me',
        'orange.fr',
        'duck.com',
        'relay.firefox.com',
        'example.org',
      ],
    ];
    expect(thrownAway.filter((domain) => !isOfDomains(`ada@${domain}`, DISPOSABLE_DOMAINS))).toEqual([]);
    expect(lasting.filter((domain) => isOfDomains(`ada@${domain}`, DISPOSABLE_DOMAINS))).toEqual([]);
  });
});
