import { TextInput as Plain, type TextInputProps } from '@mantine/core';
import { useFault } from '../form.tsx';

export function TextInput(props: TextInputProps) {
  const fault = useFault(props.name);
  return <Plain error={fault} {...props} />;
}
