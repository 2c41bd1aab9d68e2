import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/deploy/**'], // minutes: `npm run test:deploy`
    testTimeout: 20_000,
    maxWorkers: '100%', // the longest tests wait for processes, not for a core
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
})
