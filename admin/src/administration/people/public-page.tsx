import type { User } from '@lyceum/sdk';
import { Anchor, Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { DoneAlert } from '../done-alert.tsx';
import { usePersonChange } from './use-person-change.ts';

interface Props {
  readonly person: User;
}

/** Where strangers find what somebody offers, which may be taken away: an address may pretend to be another's. */
export function PublicPage({ person }: Props) {
  const text = useText();
  const { slug } = person;
  return (
    <Removable person={person} part="page" title={text('page.slug')} removal={{ slug: null }}>
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
    <Removable person={person} part="username" title={text('profile.username')} removal={{ username: null }}>
      {username !== null && (
        <Text style={{ overflowWrap: 'anywhere' }}>
          {`@${username} (${text(isProfilePublic ? 'admin.username.public' : 'admin.username.private')})`}
        </Text>
      )}
    </Removable>
  );
}

interface RemovableProps extends Props {
  readonly part: 'page' | 'username';
  readonly title: string;
  readonly removal: { readonly slug: null } | { readonly username: null };
  /** False where there is nothing to take away. */
  readonly children: ReactNode;
}

function Removable({ person, part, title, removal, children }: RemovableProps) {
  const text = useText();
  const change = usePersonChange(person);
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
        onConfirm={() => change.mutate(removal, { onSuccess: () => setIsOpen(false) })}
      />
    </Section>
  );
}
