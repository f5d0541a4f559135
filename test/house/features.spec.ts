import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { features } from '../../src/apps/features.js';
import { loadModules } from '../../src/apps/load-modules.js';
import { actionOfEvent, auditedActions } from '../../src/infra/audit/audited-actions.js';
import { registerFeatures } from '../../src/infra/features/registered-features.js';
import { declaredMessages } from '../../src/kernel/message.js';
import { isReservedUsername, isUsername } from '../../src/modules/people/users/username.rules.js';
import { repositoryFile } from './tool-run.js';

const MODULE_FILE = /^[^/]+\/([^/]+)\/\1\.(http\.|worker\.)?module\.ts$/;

describe('the list of features', () => {
  it('has every folder of src/modules, each by its name and once', async () => {
    const folders = (await readdir(repositoryFile('src/modules'), { recursive: true })).filter(
      (path) => path.split('/').length === 2,
    );
    expect(features.map(({ name }) => name).sort()).toEqual(folders.map((path) => path.split('/')[1]).sort());
    expect(() => registerFeatures([...features, features[0]!])).toThrow('registered twice');
  });

  it('has every module of every feature', async () => {
    const files = (await readdir(repositoryFile('src/modules'), { recursive: true })).filter((path) =>
      MODULE_FILE.test(path),
    );
    const modules = await loadModules('module', 'http', 'worker');
    expect(new Set(modules).size).toBe(files.length);
  });

  it('has every event that a feature declares', async () => {
    await loadModules('module', 'http', 'worker');
    // Those of tests that ran in this process are of no feature.
    const declared = declaredMessages().filter(({ kind, name }) => kind === 'event' && !name.startsWith('test.'));
    const described = features.flatMap(({ events = [] }) => events.map(({ type }) => type.name));
    expect(described.sort()).toEqual(declared.map(({ name }) => name));
  });

  it('says of every event what it means to the audit log, in names that the log can hold', () => {
    const actions = auditedActions();
    expect(
      actions.filter(({ action, tags }) => [action, ...tags].some((name) => !/^[a-z][a-z_-]{1,49}$/.test(name))),
    ).toEqual([]);
    const events = features.flatMap(({ events = [] }) => events);
    const audited = events.filter(({ type }) => actionOfEvent(type.name));
    expect(events.length - audited.length).toBe(
      events.filter(({ audit }) => typeof audit === 'object' && 'notAudited' in audit).length,
    );
    expect(new Set(audited.map(({ type }) => actionOfEvent(type.name)?.action)).size).toBe(audited.length);
  });

  it('has no place of which somebody could be called', () => {
    const { paths } = JSON.parse(readFileSync(repositoryFile('openapi/openapi.json'), 'utf8')) as {
      readonly paths: Readonly<Record<string, unknown>>;
    };
    const pages = features.flatMap(({ pages: { routes = [] } = {} }) => routes);
    const places = [...Object.keys(paths).map((path) => path.replace('/api/v1/', '')), ...pages, 'docs', 'health'].map(
      (path) => path.split('/')[0],
    );
    expect(places).toEqual(expect.arrayContaining(['bookings', 'rooms', 'users']));
    expect([...new Set(places)].filter((place) => isUsername(place) && !isReservedUsername(place))).toEqual([]);
  });

  it('has every limit that a feature declares', async () => {
    const files = (await readdir(repositoryFile('src/modules'), { recursive: true })).filter((path) =>
      path.endsWith('.limits.ts'),
    );
    expect(files.length).toBeGreaterThan(0);
    const declared: unknown[] = [];
    for (const file of files) {
      const limits = (await import(repositoryFile(`src/modules/${file}`))) as object;
      declared.push(...Object.values(limits));
    }
    const described = features.flatMap(({ rateLimits = [], quotas = [] }) => [...rateLimits, ...quotas]);
    expect(new Set(described)).toEqual(new Set(declared));
    expect(described).toHaveLength(declared.length);
  });
});
