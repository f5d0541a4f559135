import type { User } from '@lyceum/sdk';
import { Anchor, Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { DoneAlert } from '../done-alert.tsx';
import { PersonPicture } from '../../shell/person-picture.tsx';
import { lyceum } from '../../lyceum.ts';
import { usePersonAction } from './use-person-change.ts';

interface Props {
  readonly person: User;
}

/** Where strangers find what somebody offers, which may be taken away: an address may pretend to be another's. */
export function PublicPage({ person }: Props) {
  const text = useText();
  const { slug } = person;
  return (
    <Removable person={person} part="page" title={text('page.slug')}>
      {slug !== null && (
        <Anchor href={`/book/@${slug}`} style={{ overflowWrap: 'anywhere' }}>
          {`${location.origin}/book/@${slug}`}
        </Anchor>
      )}
    </Removable>
  );
}

/** What somebody is known by in public, which may be taken away for the same reason. */
export function Username({ person }: Props) {
  const text = useText();
  const { username, isProfilePublic } = person;
  return (
    <Removable person={person} part="username" title={text('profile.username')}>
      {username !== null && (
        <Text style={{ overflowWrap: 'anywhere' }}>
          {`@${username} (${text(isProfilePublic ? 'admin.username.public' : 'admin.username.private')})`}
        </Text>
      )}
    </Removable>
  );
}

/** What strangers see of somebody. */
export function Picture({ person }: Props) {
  const text = useText();
  const { name, profile } = person;
  return (
    <Removable person={person} part="picture" title={text('picture.file')}>
      {profile.pictureUrl !== null && <PersonPicture url={profile.pictureUrl} alt={name} side={64} />}
    </Removable>
  );
}

const REMOVALS = {
  page: ({ id, version }: User) => lyceum.users.update(id, { slug: null }, { ifMatch: version }),
  username: ({ id, version }: User) => lyceum.users.update(id, { username: null }, { ifMatch: version }),
  picture: async ({ id, version }: User) => {
    await lyceum.userPictures.delete(id, { ifMatch: version });
    return lyceum.users.get(id);
  },
} as const;

interface RemovableProps extends Props {
  readonly part: keyof typeof REMOVALS;
  readonly title: string;
  /** False where there is nothing to take away. */
  readonly children: ReactNode;
}

function Removable({ person, part, title, children }: RemovableProps) {
  const text = useText();
  const change = usePersonAction(person.id, () => REMOVALS[part](person));
  const [isOpen, setIsOpen] = useState(false);
  const { name } = person;
  if (children === false)
    return change.isSuccess ? <DoneAlert>{text(`admin.removal.done.${part}`, { name })}</DoneAlert> : null;
  const begin = () => {
    change.reset();
    setIsOpen(true);
  };
  return (
    <Section title={title}>
      <Group justify="space-between">
        {children}
        <Button variant="default" onClick={begin}>
          {text(`admin.removal.remove.${part}`)}
        </Button>
      </Group>
      <ConfirmDialog
        title={text(`admin.removal.title.${part}`)}
        consequence={text(`admin.removal.consequence.${part}`, { name })}
        submit={text(`admin.removal.submit.${part}`)}
        isOpen={isOpen}
        isBusy={change.isPending}
        isDone={change.isSuccess}
        error={change.error}
        onClose={() => setIsOpen(false)}
        onConfirm={() => change.mutate(undefined, { onSuccess: () => setIsOpen(false) })}
      />
    </Section>
  );
}
