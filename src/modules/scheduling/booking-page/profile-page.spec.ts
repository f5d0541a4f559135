import { initialsOf, missingProfilePage, profilePage } from './profile-page.js';

const ADA = {
  kind: 'person',
  slug: 'ada-lovelace',
  name: 'Ada <b>King</b> Lovelace',
  description: 'Writes "programs" & more.',
  timeZone: 'America/New_York',
  eventTypes: [
    { id: '1', slug: 'mentoring', title: 'Mentoring <i>', description: null, durations: [30, 60] },
    { id: '2', slug: 'office', title: 'Office hour', description: 'Bring a <question>.', durations: [20] },
  ],
} as const;

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
