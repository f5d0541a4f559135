import type { User } from '@lyceum/sdk';
import { Anchor, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { DoneAlert } from '../done-alert.tsx';
import { usePersonChange } from './use-person-change.ts';

/** Where strangers find what somebody offers, which may be taken away: an address may pretend to be another's. */
export function PublicPage({ person }: { readonly person: User }) {
  const text = useText();
  const change = usePersonChange(person);
  const [isOpen, setIsOpen] = useState(false);
  const { name, slug } = person;
  if (slug === null) return change.isSuccess ? <DoneAlert>{text('admin.page.done', { name })}</DoneAlert> : null;
  const begin = () => {
    change.reset();
    setIsOpen(true);
  };
  return (
    <Section title={text('page.slug')}>
      <Group justify="space-between">
        <Anchor href={`/book/@${slug}`} style={{ overflowWrap: 'anywhere' }}>
          {`${location.origin}/book/@${slug}`}
        </Anchor>
        <Button variant="default" onClick={begin}>
          {text('admin.page.remove')}
        </Button>
      </Group>
      <ConfirmDialog
        title={text('admin.page.title')}
        consequence={text('admin.page.consequence', { name })}
        submit={text('admin.page.submit')}
        isOpen={isOpen}
        isBusy={change.isPending}
        isDone={change.isSuccess}
        error={change.error}
        onClose={() => setIsOpen(false)}
        onConfirm={() => change.mutate({ slug: null }, { onSuccess: () => setIsOpen(false) })}
      />
    </Section>
  );
}
