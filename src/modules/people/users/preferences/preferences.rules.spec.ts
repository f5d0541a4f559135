import { USUAL_PREFERENCES, withChosen } from './preferences.rules.js';

describe('preferences', () => {
  it('are the usual ones where nothing is chosen', () => {
    expect(withChosen({})).toEqual(USUAL_PREFERENCES);
    expect(withChosen({ editorSettings: { tabSize: undefined } })).toEqual(USUAL_PREFERENCES);
  });

  it('are changed member by member', () => {
    const first = withChosen({ theme: 'dark', editorSettings: { tabSize: 4 } });
    const second = withChosen({ editorSettings: { wordWrap: false }, notifications: { sessionShared: false } }, first);
    expect(second).toEqual({
      theme: 'dark',
      editorSettings: { fontSize: 14, tabSize: 4, wordWrap: false, autoSave: true },
      notifications: { email: true, browser: true, collaboratorJoined: true, sessionShared: false },
    });
  });
});
