import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { repositoryFile } from './tool-run.js';

const read = (path: string) => readFileSync(repositoryFile(path), 'utf8');

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: ReadonlyArray<{ readonly run?: string }> }>>;
}

describe('what the repository tells machines', () => {
  it('runs the same checks at every push as at home, on both versions of Node', () => {
    const text = read('.github/workflows/checks.yml');
    const { jobs, on } = parse(text) as Workflow & { on: object };
    expect(Object.keys(on)).toEqual(['push', 'pull_request']);
    expect(jobs['checks']?.steps.map(({ run }) => run).filter(Boolean)).toEqual(['.ci/run']);
    expect(text).toContain("node: ['20', '24']");
  });

  it('names a version of Node that the image has and the package allows', () => {
    const version = read('.nvmrc').trim();
    expect(read('Dockerfile')).toContain(`FROM node:${version}-`);
    expect(read('package.json')).toContain(`>=${version.split('.')[0]}.`);
  });

  it('makes a development container with what the tests need', () => {
    const container = JSON.parse(read('.devcontainer/devcontainer.json')) as Record<string, string>;
    expect(container['image']).toContain('typescript-node:20-');
    expect(container['onCreateCommand']).toMatch(/redis-server.*chromium/);
    expect(container['postCreateCommand']).toBe('npm ci');
  });

  it('has templates that are forms', () => {
    const forms = readdirSync(repositoryFile('.github/ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml');
    expect(forms.sort()).toEqual(['bug.yml', 'proposal.yml']);
    for (const form of forms) {
      const { name, description, body } = parse(read(`.github/ISSUE_TEMPLATE/${form}`)) as Record<string, unknown>;
      expect([typeof name, typeof description, Array.isArray(body)]).toEqual(['string', 'string', true]);
    }
  });

  it('has the commands under the names that people try', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const programs = {
      dev: 'npm run start:dev',
      worker: 'npm run start:worker',
      'start:dev': 'node start.mjs --watch',
      'start:worker': 'node dist/bundle/worker.js',
      'worker:dev': 'node --watch dist/bundle/worker.js',
      migrate: 'node dist/bundle/migrate.js up',
      'migrate:status': 'node dist/bundle/migrate.js status',
      'migrate:undo': 'node dist/bundle/migrate.js down',
      'migrate:undo:all': 'node dist/bundle/migrate.js down --all',
      'migrate:to': 'node dist/bundle/migrate.js to',
      seed: 'node dist/bundle/seed.js',
      'seed:undo': 'node dist/bundle/seed.js --undo',
    };
    expect(scripts).toMatchObject(programs);
  });

  it('has a command for each size of the tests', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const guide = read('CONTRIBUTING.md');
    for (const name of ['test:unit', 'test:db']) {
      expect(scripts[name]).toBe(`node test/run.mjs --size=${name.split(':')[1]}`);
      expect(guide).toContain(`npm run ${name}`);
    }
  });
});
