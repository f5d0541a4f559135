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
