import { changedFields } from './changed-fields.js';

describe('changed fields', () => {
  const stored: { name: string; credits: number | null } = { name: 'Engines', credits: 10 };

  it('are those that differ, and null is a value', () =>
    expect(changedFields(stored, { name: 'Engines', credits: null })).toEqual({ credits: null }));

  it('are none where nothing was sent, or only what is stored', () => {
    expect(changedFields(stored, {})).toBeNull();
    expect(changedFields(stored, { name: 'Engines', credits: undefined })).toBeNull();
  });
});
