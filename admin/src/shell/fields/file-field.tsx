import { Button, FileButton, Group, Input, Text } from '@mantine/core';
import { useId, useRef } from 'react';
import { useFault } from '../form.tsx';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Of the button. */
  readonly choose: string;
  /** The kinds of file. */
  readonly accept: string;
  /** The name of the one that is chosen. */
  readonly file: string;
  readonly onChoose: (file: File) => void;
}

export function FileField({ name, label, description, choose, accept, file, onChoose }: Props) {
  const id = useId();
  const fault = useFault(name);
  const reset = useRef<() => void>(null);
  return (
    <Input.Wrapper id={id} label={label} description={description} error={fault} labelElement="div">
      <Group mt="xs" gap="sm">
        <FileButton
          accept={accept}
          resetRef={reset}
          onChange={(chosen) => {
            if (chosen) onChoose(chosen);
            // The same file can be chosen again.
            reset.current?.();
          }}
          inputProps={{ 'aria-label': label }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              {...(fault && { 'data-fault': true, 'aria-describedby': `${id}-error` })}
            >
              {choose}
            </Button>
          )}
        </FileButton>
        <Text size="sm" role="status" style={{ overflowWrap: 'anywhere' }}>
          {file}
        </Text>
      </Group>
    </Input.Wrapper>
  );
}
