import { useState } from 'preact/hooks';
import { session } from '../src/session/session.ts';
import { Problem } from './problem.tsx';
import { text } from './text.ts';

/** Whoever is not signed in signs in where they are, and goes on there. */
export function SignIn({ isInvited }: { readonly isInvited: boolean }) {
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const [identifier, password] = [given.get('identifier'), given.get('password')];
    if (typeof identifier !== 'string' || typeof password !== 'string' || isBusy) return;
    setBusy(true);
    setError(null);
    void session
      .login({ identifier, password })
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return (
    <form onSubmit={submit}>
      <p>{text(isInvited ? 'signIn.invited' : 'signIn.text')}</p>
      {error !== null && <Problem error={error} />}
      <label>
        {text('signIn.identifier')}
        <input
          type="text"
          name="identifier"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
        />
      </label>
      <label>
        {text('signIn.password')}
        <input type="password" name="password" autocomplete="current-password" required />
      </label>
      <button type="submit" class="primary" aria-disabled={isBusy}>
        {text('signIn.submit')}
      </button>
      <p>
        <a href="/app/forgot-password">{text('signIn.forgot')}</a> · <a href="/app/sign-up">{text('signIn.new')}</a>
      </p>
    </form>
  );
}
