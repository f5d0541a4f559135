/**
 * It sees features registered for the first time.
 * @jest-environment ./test/setup/own-modules-environment.mjs
 */

import { loadModule } from './feature.js';
import { registeredFeatures, registerFeatures } from './registered-features.js';

class TagsModule {
  readonly isModule = true;
}
class TagsHttpModule extends TagsModule {}

describe('the registry of features', () => {
  it('is not silently empty before the list of features is imported', () => {
    expect(() => registeredFeatures()).toThrow('before apps/features.ts is imported');
  });

  it('has what was registered, each name once', () => {
    expect(() => registerFeatures([{ name: 'tags' }, { name: 'tags' }])).toThrow('tags is registered twice');
    registerFeatures([{ name: 'tags' }, { name: 'notes' }]);
    expect(registeredFeatures().map(({ name }) => name)).toEqual(['tags', 'notes']);
  });
});

describe('a file of a module', () => {
  it('has the module and nothing else', async () => {
    expect(await loadModule(() => Promise.resolve({ TagsModule }))).toBe(TagsModule);
    await expect(loadModule(() => Promise.resolve({ TagsModule, TagsHttpModule }))).rejects.toThrow('nothing else');
    await expect(loadModule(() => Promise.resolve({}))).rejects.toThrow('exports the module');
  });
});
