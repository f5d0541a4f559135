import { ProblemError, type RosterImport } from '@lyceum/sdk';
import { Alert, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Ref, useEffect, useRef, useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { ButtonLink, TextLink } from '../../shell/links.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { SteadyButton } from '../../shell/steady-button.tsx';
import { useText } from '../../texts/use-text.ts';
import { COURSES } from '../course-queries.ts';
import { IMPORTS, isUnderWay } from './import-queries.ts';
import { isApplicable } from './is-applicable.ts';
import { kindAfter } from './kept-archive.ts';
import { useCounted } from './use-counted.ts';
import { useImportNames } from './use-import-names.ts';

interface Props {
  readonly roster: RosterImport;
}

/** States in which a dry run says something new. */
const CHECKED_AGAIN: ReadonlySet<RosterImport['state']> = new Set(['ready', 'blocked', 'stale', 'failed']);

const COLORS: Readonly<Partial<Record<RosterImport['state'], string>>> = {
  blocked: 'red',
  refused: 'red',
  failed: 'red',
  stale: 'yellow',
  applied: 'green',
};

/** Where an import is, and what can be done next. */
export function ImportSteps({ roster }: Props) {
  const queries = useQueryClient();
  const { id, state, version, counts } = roster;
  const now = useRef<HTMLDivElement>(null);
  // What was pressed may be gone, and the keyboard goes on from here.
  const attend = () => now.current?.focus();
  // The dry run that turned out to be older than the courses.
  const [stale, setStale] = useState<number | null>(null);
  const isStale = state === 'stale' || stale === version;
  const toWrite = counts.added + counts.changed + counts.moved + counts.removed;
  useEffect(() => {
    // Everything else is as the import made it.
    if (state === 'applied' || state === 'undone') void queries.invalidateQueries({ queryKey: COURSES });
  }, [queries, state]);
  return (
    <>
      <Now ref={now} roster={isStale ? { ...roster, state: 'stale' } : roster} toWrite={toWrite} />
      <Group gap="xs">
        {isApplicable(roster, isStale) && (
          <ApplyButton
            roster={roster}
            toWrite={toWrite}
            onDone={(became) => {
              if (became === 'stale') setStale(version);
              attend();
            }}
          />
        )}
        {CHECKED_AGAIN.has(state) && <CheckButton id={id} onDone={attend} />}
        {state === 'applied' && <NextOfArchive roster={roster} />}
        {state === 'applied' && <UndoButton roster={roster} onDone={attend} />}
        {!isUnderWay(roster) && <DeleteButton roster={roster} />}
      </Group>
    </>
  );
}

/** The way to what the same archive has of the next kind. */
function NextOfArchive({ roster: { format, kind, organizationId } }: Props) {
  const text = useText();
  const nameOf = useImportNames();
  const next = kindAfter(kind);
  if (format !== 'oneroster' || next === undefined) return null;
  return (
    <ButtonLink to="/courses/imports" search={{ of: organizationId, archive: next }} variant="filled">
      {text('imports.next', { kind: nameOf('kind', next) })}
    </ButtonLink>
  );
}

interface CountedProps extends Props {
  /** How many rows change something. */
  readonly toWrite: number;
}

interface NowProps extends CountedProps {
  readonly ref: Ref<HTMLDivElement>;
}

function Now({ roster, toWrite, ref }: NowProps) {
  const text = useText();
  const nameOf = useImportNames();
  const counted = useCounted();
  const { state, counts, fault, kind, organizationId } = roster;
  const said =
    state === 'ready' && toWrite === 0 ? text('imports.now.nothing') : text(`imports.now.${state}`, { ...counts });
  const color = COLORS[state];
  return (
    <Alert role="status" ref={ref} tabIndex={-1} {...(color !== undefined && { color })}>
      <Stack gap="xs">
        <Text fw={600}>{said}</Text>
        {fault && (
          <Text>
            {nameOf('fault', fault.reason)}
            {fault.column !== null && ` ${text('imports.inColumn', { column: fault.column })}`}
            {fault.line !== null && ` ${text('imports.inLine', { line: fault.line })}`}
          </Text>
        )}
        {counted(counts) !== '' && <Text size="sm">{counted(counts)}</Text>}
        {counts.waiting > 0 && (state === 'ready' || state === 'applied') && (
          <Text size="sm">
            {text('imports.waiting', { count: counts.waiting })}{' '}
            <TextLink to="/organizations/$id/members" params={{ id: organizationId }}>
              {text('courses.invite')}
            </TextLink>
          </Text>
        )}
        {counts.rejected > 0 && <Text size="sm">{text('imports.rejected', { count: counts.rejected, kind })}</Text>}
      </Stack>
    </Alert>
  );
}

type Begun = 'stale' | 'begun';

function ApplyButton({ roster, toWrite, onDone }: CountedProps & { readonly onDone: (became: Begun) => void }) {
  const text = useText();
  const counted = useCounted();
  const { id, counts } = roster;
  return (
    <DialogButton
      label={text('imports.apply')}
      variant="filled"
      title={text('imports.apply.title')}
      submit={text('imports.apply.submit')}
      isFinal={counts.removed > 0}
      action={() => appliedOrStale(id)}
      changes={IMPORTS}
      onDone={onDone}
      says={text(toWrite === 0 ? 'imports.now.nothing' : 'imports.apply.text')}
    >
      <Text fw={600}>{counted(counts)}</Text>
      {counts.removed > 0 && <Text>{text('imports.apply.removed', { count: counts.removed })}</Text>}
    </DialogButton>
  );
}

/** That the courses changed since is no failure of this step: another dry run is the next one. */
async function appliedOrStale(id: string): Promise<Begun> {
  try {
    await lyceum.rosterImports.apply(id);
    return 'begun';
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'roster_stale') return 'stale';
    throw error;
  }
}

interface DoneProps {
  readonly onDone: () => void;
}

function CheckButton({ id, onDone }: DoneProps & { readonly id: string }) {
  const text = useText();
  const queries = useQueryClient();
  const check = useMutation({
    mutationFn: async () => lyceum.rosterImports.check(id),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: IMPORTS }),
  });
  return (
    <>
      {check.isError && <ProblemAlert error={check.error} />}
      <SteadyButton variant="default" isOff={check.isPending} onClick={() => check.mutate()}>
        {text('imports.checkAgain')}
      </SteadyButton>
    </>
  );
}

function UndoButton({ roster: { id }, onDone }: Props & DoneProps) {
  const text = useText();
  return (
    <DialogButton
      label={text('imports.undo')}
      title={text('imports.undo.title')}
      submit={text('imports.undo.submit')}
      isFinal
      action={() => lyceum.rosterImports.revert(id)}
      changes={IMPORTS}
      onDone={onDone}
      says={text('imports.undo.text')}
    >
      <Text>{text('imports.undo.not')}</Text>
    </DialogButton>
  );
}

function DeleteButton({ roster: { id, organizationId, state } }: Props) {
  const text = useText();
  const navigate = useNavigate();
  return (
    <DialogButton
      label={text('imports.delete')}
      title={text('imports.delete.title')}
      submit={text('imports.delete.submit')}
      isFinal
      action={() => lyceum.rosterImports.delete(id)}
      changes={[...IMPORTS, 'of']}
      onDone={() => void navigate({ to: '/courses/imports', search: { of: organizationId } })}
      says={text(state === 'applied' ? 'imports.delete.applied' : 'imports.delete.text')}
    />
  );
}
