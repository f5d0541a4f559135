import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_FILES } from './page-files.js';
import { colourOfSheet, colourSheet, colourSheetPath, GROUNDS } from './page-colours.js';

it('the grounds are those of the pages', () => {
  const [light = '', dark = ''] = readFileSync(join(PAGE_FILES, 'page.css'), 'utf8').split(
    'prefers-color-scheme: dark',
  );
  const groundsIn = (css: string) =>
    ['surface', 'ground'].map((name) =>
      new RegExp(`--${name}: (#\\w+)`).exec(css)?.[1]?.replace(/^#(\w)(\w)(\w)$/, '#$1$1$2$2$3$3'),
    );
  expect({ light: groundsIn(light), dark: groundsIn(dark) }).toEqual(GROUNDS);
});

it('a colour that is readable on white is that of links in light', () => {
  expect(colourSheet('#0b6e4f')).toBe(
    `:root{--primary:#0b6e4f;--on-primary:#ffffff;}
@media (prefers-color-scheme:light){:root{--primary-edge:#0b6e4f;--accent:#0b6e4f;--on-accent:#ffffff;}}
@media (prefers-color-scheme:dark){:root{--primary-edge:var(--line);}}
`,
  );
});

it('a pale one is that of links in dark, and gets an edge in light', () => {
  expect(colourSheet('#ffd400')).toBe(
    `:root{--primary:#ffd400;--on-primary:#000000;}
@media (prefers-color-scheme:light){:root{--primary-edge:var(--line);}}
@media (prefers-color-scheme:dark){:root{--primary-edge:#ffd400;--accent:#ffd400;--on-accent:#000000;}}
`,
  );
});

it.each(['', '0b6e4f', '#0b6e4f.css', '0B6E4F.css', '0b6e4f.css}', '0b6e4f.css\n'])(
  'no other file is one of a colour: %j',
  (file) => {
    expect(colourOfSheet(file)).toBeNull();
    expect(colourOfSheet(colourSheetPath('#0b6e4f').split('/').at(-1) ?? '')).toBe('#0b6e4f');
  },
);
