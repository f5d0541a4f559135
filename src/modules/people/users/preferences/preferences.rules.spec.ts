import { USUAL_PREFERENCES, withChange, withUsual } from './preferences.rules.js';

describe('preferences', () => {
  it('are the usual ones where nothing is chosen', () => {
    expect(withUsual({})).toEqual(USUAL_PREFERENCES);
    expect(withUsual(withChange({}, { editorSettings: { tabSize: undefined } }))).toEqual(USUAL_PREFERENCES);
  });

  it('are changed member by member', () => {
    const first = withChange({}, { theme: 'dark', editorSettings: { tabSize: 4 } });
    const second = withChange(first, { editorSettings: { wordWrap: false }, notifications: { sessionShared: false } });
    expect(second).toEqual({
      theme: 'dark',
      editorSettings: { tabSize: 4, wordWrap: false },
      notifications: { sessionShared: false },
    });
    expect(withUsual(second)).toEqual({
      theme: 'dark',
      editorSettings: { fontSize: 14, tabSize: 4, wordWrap: false, autoSave: true },
      notifications: { email: true, browser: true, collaboratorJoined: true, sessionShared: false },
    });
  });
});
