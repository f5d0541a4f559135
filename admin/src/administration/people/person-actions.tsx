import type { PlatformRole, User } from '@lyceum/sdk';
import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { type TextKey, useText } from '../../texts/use-text.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { ROLES } from './people-search.ts';
import { usePersonChange } from './use-person-change.ts';
import { NativeSelect } from '../../shell/fields/native-select.tsx';

/** What may be done about an account, and what was just done. */
export function PersonActions({ person }: { readonly person: User }) {
  const text = useText();
  const { name, isActive } = person;
  const change = usePersonChange(person);
  const [role, setRole] = useState<PlatformRole>(person.role);
  const [open, setOpen] = useState<'role' | 'state' | null>(null);
  const [done, setDone] = useState<TextKey | null>(null);
  const begin = (dialog: 'role' | 'state') => {
    change.reset();
    setOpen(dialog);
  };
  const finish = (key: TextKey) => ({
    onSuccess: () => {
      setOpen(null);
      setDone(key);
    },
  });
  const changeState = () =>
    change.mutate({ isActive: !isActive }, finish(isActive ? 'admin.deactivated' : 'admin.reactivated'));
  return (
    <>
      <div role="status">{done && <Alert color="green">{text(done, { name })}</Alert>}</div>
      <Group align="flex-end">
        <NativeSelect
          label={text('admin.people.role')}
          value={role}
          onChange={({ currentTarget: { value } }) => setRole(ROLES.find((one) => one === value) ?? person.role)}
          data={ROLES.map((value) => ({ value, label: text(`admin.role.${value}`) }))}
        />
        <Button
          variant="default"
          aria-disabled={role === person.role}
          onClick={() => role !== person.role && begin('role')}
        >
          {text('admin.role')}
        </Button>
        <Button variant="default" onClick={() => begin('state')}>
          {text(isActive ? 'admin.deactivate' : 'admin.reactivate')}
        </Button>
      </Group>
      <ConfirmDialog
        title={text('admin.role.title')}
        consequence={text(`admin.role.consequence.${role}`, { name })}
        submit={text('admin.role.submit')}
        isOpen={open === 'role'}
        isBusy={change.isPending}
        error={change.error}
        onClose={() => setOpen(null)}
        onConfirm={() => change.mutate({ role }, finish('admin.role.done'))}
      />
      <ConfirmDialog
        title={text(isActive ? 'admin.deactivate.title' : 'admin.reactivate.title')}
        consequence={text(isActive ? 'admin.deactivate.consequence' : 'admin.reactivate.consequence', { name })}
        submit={text(isActive ? 'admin.deactivate.submit' : 'admin.reactivate.submit')}
        isOpen={open === 'state'}
        isBusy={change.isPending}
        error={change.error}
        onClose={() => setOpen(null)}
        onConfirm={changeState}
      />
    </>
  );
}
