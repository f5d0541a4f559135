import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useUser } from '../session/use-signed-in-user.ts';
import { useText } from '../texts/use-text.ts';
import { PLACES } from './places.ts';

/** Ctrl-K: everything that the shell leads to, by typing. */
export function Commands({ onSignOut }: { readonly onSignOut: () => void }) {
  const text = useText();
  const user = useUser();
  const navigate = useNavigate();
  const places = PLACES.filter(({ isFor }) => isFor(user));
  const actions: SpotlightActionData[] = [
    ...places.map(({ to, name }) => ({ id: to, label: text(name), onClick: () => void navigate({ to }) })),
    { id: 'sign-out', label: text('app.signOut'), onClick: onSignOut },
  ];
  return (
    <Spotlight
      actions={actions}
      nothingFound={text('app.commands.none')}
      searchProps={{
        placeholder: text('app.commands.placeholder'),
        'aria-label': text('app.commands'),
      }}
      title={text('app.commands')}
    />
  );
}
