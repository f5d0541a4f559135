import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { repositoryFile } from './tool-run.js';

const read = (path: string) => readFileSync(repositoryFile(path), 'utf8');

function documentsIn(folder: string): string[] {
  const files = readdirSync(repositoryFile(folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.md')).map((file) => join(folder, file));
}

const GUIDES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'sdk/README.md', ...documentsIn('docs')];

/** Every match of a pattern's first group in every guide, with the guide. */
function inGuides(pattern: RegExp, guides: readonly string[] = GUIDES): Array<{ guide: string; text: string }> {
  return guides.flatMap((guide) => [...read(guide).matchAll(pattern)].map(([, text = '']) => ({ guide, text })));
}

function foldersIn(path: string): string[] {
  return readdirSync(repositoryFile(path)).filter((name) => statSync(repositoryFile(join(path, name))).isDirectory());
}

/** As GitHub makes them. */
function anchorsOf(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function leads(guide: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? guide : join(dirname(guide), path);
  if (!existsSync(repositoryFile(target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

describe('the guides', () => {
  it('lead to files and headings that are there', () => {
    const links = inGuides(/\]\((?!https?:)([^)\s]+)\)/g);
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter(({ guide, text }) => !leads(guide, text))).toEqual([]);
  });

  it('name commands of the package', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const admin = JSON.parse(read('admin/package.json')) as { scripts: Record<string, string> };
    const commands = inGuides(/npm run ([a-z:-]+)/g);
    expect(commands.length).toBeGreaterThan(60);
    expect(commands.filter(({ text }) => !(text in scripts || text in admin.scripts))).toEqual([]);
  });

  it('name operations of the API', () => {
    const { paths } = JSON.parse(read('openapi/openapi.json')) as { paths: Record<string, Record<string, unknown>> };
    const plain = (path: string) => path.replace(/^\/api\/v1/, '').replace(/\{[^}]*\}/g, '{}');
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${plain(path)}`),
    );
    // Of other standards, and of the receiver of a webhook.
    const foreign = ['PUT /lineItems/{}', 'PUT /results/{}', 'POST /lyceum'];
    const named = inGuides(/\b((?:GET|POST|PUT|PATCH|DELETE) \/[\w{}/.-]+)/g).map(({ guide, text }) => {
      const [method = '', path = ''] = text.replace(/[./-]+$/, '').split(' ');
      return { guide, text: `${method} ${plain(path)}` };
    });
    expect(named.length).toBeGreaterThan(120);
    expect(named.filter(({ text }) => ![...operations, ...foreign].includes(text))).toEqual([]);
  });

  it('have a runbook for every alert, and name no other', () => {
    const { groups } = parse(read('deploy/prometheus/alerts.yml')) as { groups: [{ rules: Array<{ alert: string }> }] };
    const alerts = groups[0].rules.map(({ alert }) => alert);
    const runbook = inGuides(/^\| (`Lyceum[^|]*) \|/gm, ['docs/OPERATIONS.md']).flatMap(
      ({ text }) => text.match(/Lyceum\w+/g) ?? [],
    );
    expect(runbook.sort()).toEqual(alerts.sort());
    expect(inGuides(/`(Lyceum[A-Z]\w+)`/g).filter(({ text }) => !alerts.includes(text))).toEqual([]);
  });

  it('say of webhooks every event', () => {
    const { webhooks } = JSON.parse(read('openapi/openapi.json')) as { webhooks: object };
    const table = inGuides(/^\|(.*)\|$/gm, ['docs/webhooks.md']).map(({ text }) => text);
    const named = table.flatMap((row) => row.match(/`[a-z_]+\.[a-z_]+`/g) ?? []).map((name) => name.slice(1, -1));
    expect(named.sort()).toEqual(Object.keys(webhooks).sort());
  });
});

describe('the guide to the architecture', () => {
  const guide = read('docs/ARCHITECTURE.md');
  /** The lines of a block that begin with a word, by that word, with what follows in lines that are indented. */
  const trees = [...guide.matchAll(/^```\n(.*?)^```$/gms)].map(([, text = '']) => text);

  it('knows the folders of the house', () => {
    const [house = ''] = trees;
    const missing = (path: string) => foldersIn(path).filter((name) => !house.includes(` ${name}/`));
    expect([...missing('src'), ...missing('src/infra')]).toEqual([]);
    for (const area of foldersIn('src/modules')) {
      const [, features = ''] = new RegExp(`^    ${area}/ +(.*)$`, 'm').exec(house) ?? [];
      expect(features.split(' ').sort()).toEqual(foldersIn(`src/modules/${area}`).sort());
    }
  });

  it('knows the uses by which big features are sorted', () => {
    const ofKinds = new Set(['entities', 'dto', 'consumers', 'mails', 'browser']);
    const uses = foldersIn('src/modules').flatMap((area) =>
      foldersIn(`src/modules/${area}`).map((feature) => {
        const folders = foldersIn(`src/modules/${area}/${feature}`).filter((name) => !ofKinds.has(name));
        return [feature, folders.sort()] as const;
      }),
    );
    const table = trees.find((text) => text.startsWith('auth ')) ?? '';
    const rows = table.replace(/\n +/g, ' ').split('\n').filter(Boolean);
    const said = rows.map((row) => row.split(/ +/)).map(([feature = '', ...folders]) => [feature, folders.sort()]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(uses.filter(([, folders]) => folders.length > 3)));
  });

  it('knows the folders of the dashboard', () => {
    expect(foldersIn('admin/src').filter((name) => !guide.includes(`\`${name}/\``))).toEqual([]);
  });
});
