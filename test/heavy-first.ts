import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What asks most of the engines that all tests share, which grow slow as they fill. */
const HEAVY = /\/test\/(model|browser)\/|scale\.wire|outcomes\.test/;

/** Has the heavy tests run first, while the engines are empty. */
export class HeavyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isHeavy = ({ moduleId }: TestSpecification) => HEAVY.test(moduleId);
    return [...sorted.filter(isHeavy), ...sorted.filter((file) => !isHeavy(file))];
  }
}
