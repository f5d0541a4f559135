import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Frame } from './frame.tsx';
import type { Guest } from './guest.ts';
import { Problem } from './problem.tsx';
import { text } from './text.ts';
import { moment } from './times.ts';
import { useSnapshot } from './use-snapshot.ts';

interface Props {
  readonly guest: Guest;
  /** Goes in as whoever is signed in, or signs in. */
  readonly onAccount: () => void;
  /** The room, once the guest is let in. */
  readonly children: ComponentChildren;
}

/** The way of a guest into a room: their name, when it opens, or why it does not. */
export function GuestPage({ guest, onAccount, children }: Props) {
  const state = useSnapshot(guest);
  switch (state.step) {
    case 'inside':
      return <>{children}</>;
    case 'name':
    case 'entering':
      return (
        <Frame title={text('guest.title')}>
          <NameForm guest={guest} isBusy={state.step === 'entering'} />
          {state.step === 'name' && state.error !== null && <Problem error={state.error} />}
          <ByAccount onAccount={onAccount} />
        </Frame>
      );
    case 'early':
      return (
        <Frame title={text('guest.early.title')}>
          <p role="status">{text('guest.early.text', { moment: moment(state.opensAt), name: guest.knownName })}</p>
          <ByAccount onAccount={onAccount} />
        </Frame>
      );
    case 'closed':
      return (
        <Frame title={text(`guest.closed.${state.why}`)}>
          <p>{text(`guest.why.${state.why}`)}</p>
          <button type="button" class="primary" onClick={() => void guest.lookAgain()}>
            {text('guest.again')}
          </button>
          <ByAccount onAccount={onAccount} />
        </Frame>
      );
  }
}

function NameForm({ guest, isBusy }: { readonly guest: Guest; readonly isBusy: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const name = field.current?.value.trim() ?? '';
    if (name === '') field.current?.focus();
    else if (!isBusy) guest.enter(name);
  };
  return (
    <form onSubmit={submit}>
      <p>{text('guest.text')}</p>
      <label>
        {text('guest.name')}
        <input ref={field} name="name" autocomplete="name" maxLength={100} required defaultValue={guest.knownName} />
      </label>
      <button type="submit" class="primary" aria-disabled={isBusy}>
        {text('guest.submit')}
      </button>
    </form>
  );
}

function ByAccount({ onAccount }: Pick<Props, 'onAccount'>) {
  return (
    <p>
      <button type="button" onClick={onAccount}>
        {text('guest.account')}
      </button>
    </p>
  );
}
