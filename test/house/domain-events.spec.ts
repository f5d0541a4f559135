import { loadModules } from '../../src/apps/load-modules.js';
import { declaredMessages } from '../../src/kernel/message.js';
import { DOMAIN_EVENT_NAMES } from '../../src/modules/insight/analytics/domain-events.js';

describe('analytics', () => {
  it('records every event that a feature declares', async () => {
    await loadModules('module', 'http', 'worker');
    const events = declaredMessages().filter(({ kind }) => kind === 'event');
    expect([...DOMAIN_EVENT_NAMES].sort()).toEqual(events.map(({ name }) => name).sort());
  });
});
