import { initialsOf, missingProfilePage, profilePage } from './profile-page.js';

const ADA = {
  kind: 'person',
  slug: 'ada-lovelace',
  name: 'Ada <b>King</b> Lovelace',
  description: 'Writes "programs" & more.',
  timeZone: 'America/New_York',
  brand: null,
  picture: null,
  eventTypes: [
    { id: '1', slug: 'mentoring', title: 'Mentoring <i>', description: null, durations: [30, 60] },
    { id: '2', slug: 'office', title: 'Office hour', description: 'Bring a <question>.', durations: [20] },
  ],
} as const;

const ACADEMY = {
  ...ADA,
  kind: 'organization',
  slug: 'academy',
  name: 'Academy & <b>Sons</b>',
  description: null,
  brand: {
    name: 'Academy & <b>Sons</b>',
    color: '#0b6e4f',
    logo: { file: 'f00d.png', width: 320, height: 160 },
    logoUrl: 'https://lyceum.example/logos/f00d.png',
  },
} as const;

describe('the public page of an organization', () => {
  const page = profilePage(ACADEMY, 'en', '', 'https://lyceum.example');

  it('has its logo and its colour', () => {
    // The name stands beside it.
    expect(page).toContain('<img class="logo" src="/logos/f00d.png" alt="" width="320" height="160">');
    expect(page).toContain('<link rel="stylesheet" href="/book/assets/colours/0b6e4f.css">');
    expect(page).not.toContain('class="initials"');
  });

  it('tells messengers what it is, with the logo (Open Graph)', () => {
    expect(page).toContain('<meta property="og:image" content="https://lyceum.example/logos/f00d.png">');
    expect(page).toContain('<meta property="og:image:width" content="320">');
    expect(page).toContain('<meta property="og:image:alt" content="Academy &amp; &lt;b&gt;Sons&lt;/b&gt;">');
    expect(page).toContain('<meta property="og:site_name" content="Academy &amp; &lt;b&gt;Sons&lt;/b&gt;">');
    expect(page).toContain('<meta property="og:description" content="Mentoring &lt;i&gt; and Office hour">');
  });

  it('has initials, and the picture of Lyceum, without a logo', () => {
    const brand = { ...ACADEMY.brand, color: null, logo: null, logoUrl: null };
    const plain = profilePage({ ...ACADEMY, brand }, 'en', '', 'https://lyceum.example');
    expect(plain).toContain('class="initials"');
    expect(plain).not.toMatch(/<img|colours/);
    expect(plain).toContain('<meta property="og:image" content="https://lyceum.example/book/assets/share.png">');
    expect(plain).toContain('<meta property="og:image:alt" content="Lyceum">');
  });
});

describe('the public page of a person', () => {
  const page = profilePage(ADA, 'en', '?lang=en', 'https://lyceum.example');

  it('lists what can be booked, with lengths and links', () => {
    expect(page).toContain('<a href="/book/mentoring?lang=en">Mentoring &lt;i&gt;</a>');
    expect(page).toContain('30 mins or 60 mins');
    expect(page).toContain('Bring a &lt;question&gt;.');
    expect(page).toContain('Time zone: America/New York');
  });

  it('shows text as text', () => {
    expect(page).not.toMatch(/<b>|<i>|<question>|"programs"/);
  });

  it('tells messengers what it is (Open Graph)', () => {
    expect(page).toContain('<meta property="og:title" content="Ada &lt;b&gt;King&lt;/b&gt; Lovelace">');
    expect(page).toContain('<meta property="og:url" content="https://lyceum.example/book/@ada-lovelace">');
    expect(page).toContain('<link rel="canonical" href="https://lyceum.example/book/@ada-lovelace">');
    expect(page).not.toContain('noindex');
  });

  it('has initials, or their picture, which links to the page show as well', () => {
    expect(page).toContain('<span class="initials" aria-hidden="true">AL</span>');
    const picture = { file: 'ada.jpg', width: 512, height: 512, url: 'https://lyceum.example/pictures/ada.jpg' };
    const shown = profilePage({ ...ADA, picture }, 'en', '', 'https://lyceum.example');
    expect(shown).toContain('<img class="portrait" src="/pictures/ada.jpg" alt="" width="512" height="512">');
    expect(shown).not.toContain('class="initials"');
    expect(shown).toContain('<meta property="og:image" content="https://lyceum.example/pictures/ada.jpg">');
    expect(shown).toContain('<meta property="og:image:alt" content="Ada &lt;b&gt;King&lt;/b&gt; Lovelace">');
  });

  it('speaks French', () => {
    const french = profilePage(ADA, 'fr', '', 'https://lyceum.example');
    expect(french).toContain('30\u00a0min ou 60\u00a0min');
    expect(french).toContain('Ce que vous pouvez réserver');
    expect(french).toContain('Fuseau horaire\u00a0: America/New York');
  });

  it('says so when there is nothing to book', () => {
    const empty = profilePage({ ...ADA, eventTypes: [] }, 'en', '', 'https://lyceum.example');
    expect(empty).toContain('Nothing can be booked here at the moment.');
    expect(empty).not.toContain('<ul class="offers">');
    // Or anybody's words would be found under the name of the installation.
    expect(empty).toContain('noindex');
  });

  it('is kept out of search engines when there is none', () => {
    expect(missingProfilePage('en')).toContain('noindex');
  });
});

it.each([
  ['Ada Lovelace', 'AL'],
  ['Ada King Lovelace', 'AL'],
  ['ada', 'A'],
  ['Émile Zola', 'ÉZ'],
  ['👩‍🏫 School', '👩‍🏫S'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
