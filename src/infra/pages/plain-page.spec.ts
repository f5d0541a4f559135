import { isReadableOn, isVisibleOn } from '../../kernel/colours.js';
import { escapeHtml, plainPage } from './plain-page.js';

it('makes every character harmless that markup understands', () => {
  expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
  );
});

it('escapes the title, in the head and on the page', () => {
  const page = plainPage('Join <b>', '<p>Welcome</p>');
  expect(page).toContain('<title>Join &lt;b&gt; – Lyceum</title>');
  expect(page).toContain('<h1>Join &lt;b&gt;</h1><p>Welcome</p>');
});

it('names an icon, so that no browser asks for one that is not there', () => {
  expect(plainPage('Join', '')).toContain('<link rel="icon" href="data:,">');
});

describe.each(['light', 'dark'])('in %s', (look) => {
  const [light = '', dark = ''] = plainPage('Join', '').split('@media (prefers-color-scheme:dark)');
  const colours = Object.fromEntries(
    [...(look === 'dark' ? dark : light).matchAll(/--([\w-]+):(#[\da-f]{6})/g)].map(([, name = '', colour = '']) => [
      name,
      colour,
    ]),
  );

  it.each([
    ['ink', 'ground'],
    ['ink', 'surface'],
    ['accent', 'surface'],
    ['danger', 'surface'],
    ['on-accent', 'accent'],
  ])('%s can be read on %s', (text, ground) => {
    expect(isReadableOn(colours[text]!, [colours[ground]!])).toBe(true);
  });

  it('fields stand out', () => {
    expect(isVisibleOn(colours['line']!, [colours['surface']!])).toBe(true);
  });
});
