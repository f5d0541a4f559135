import type { Bookable } from '@lyceum/sdk';
import { Alert, Badge, Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { type ScheduleEdit, useScheduleChange } from './use-schedule-edit.ts';
import { scheduleKey, useScheduleRemoval } from './use-schedules.ts';

interface Props {
  readonly edit: ScheduleEdit;
  /** The room or device whose it is; null for a schedule of one's own. */
  readonly resource: Bookable | null;
}

/** What may be done with a schedule as a whole. */
export function ScheduleActions({ edit, resource }: Props) {
  const text = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const status = useRef<HTMLDivElement>(null);
  const [isDeleting, setIsDeleting] = useState(false);
  const { base } = edit;
  const prefer = useScheduleChange(edit, (_nothing: undefined, options) =>
    lyceum.schedules.update(base.id, { isDefault: true }, options),
  );
  const removal = useScheduleRemoval();
  const leave = () =>
    resource?.organizationId == null
      ? navigate({ to: '/schedules' })
      : navigate({
          to: '/organizations/$id/bookables/$bookableId',
          params: { id: resource.organizationId, bookableId: resource.id },
        });
  const remove = () =>
    removal.mutate(base, {
      onSuccess: () => void leave().then(() => queries.removeQueries({ queryKey: scheduleKey(base.id) })),
    });
  return (
    <>
      <div role="status" tabIndex={-1} ref={status} style={{ outline: 'none' }}>
        {prefer.isSuccess && <Alert color="green">{text('schedules.preferred')}</Alert>}
      </div>
      {prefer.isError && <ProblemAlert error={prefer.error} />}
      <Group>
        {base.isDefault ? (
          <DefaultBadge />
        ) : (
          <Button
            variant="default"
            loading={prefer.isPending}
            // The button is gone then.
            onClick={() => prefer.mutate(undefined, { onSuccess: () => status.current?.focus() })}
          >
            {text('schedules.prefer')}
          </Button>
        )}
        <Button
          variant="default"
          onClick={() => {
            removal.reset();
            setIsDeleting(true);
          }}
        >
          {text('schedules.delete')}
        </Button>
      </Group>
      <DeleteDialog
        schedule={base}
        isOfResource={resource !== null}
        isOpen={isDeleting}
        isBusy={removal.isPending}
        error={removal.error}
        onClose={() => setIsDeleting(false)}
        onDelete={remove}
      />
    </>
  );
}

export function DefaultBadge() {
  const text = useText();
  return (
    <Badge color="teal.9" tt="none" h="auto" py={2} styles={{ label: { whiteSpace: 'normal' } }}>
      {text('schedules.default')}
    </Badge>
  );
}
