// Brings route files to the form in which Kaoto, the visual editor, saves them, or tells which files are not in it.
//
//     node src/test/node/kaoto.mjs [--write] routes/*.camel.yaml
//
// Prints the files that Kaoto changes, one a line; without --write it leaves them as they are, and ends with 3 where there are some. Kaoto and the
// libraries that it reads and writes with are in the user's cache, and taken from npm's registry at the first time.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const KAOTO = '@kaoto/kaoto@2.12.0-RC1';
const PINS = join(dirname(fileURLToPath(import.meta.url)), 'package.json');

/** Returns the folder that holds Kaoto as one file, and makes it where it is not there. */
async function kaoto() {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'caravan');
  const hash = createHash('sha256').update(readFileSync(PINS)).update(readFileSync(fileURLToPath(import.meta.url)));
  const folder = join(cache, 'kaoto-' + hash.digest('hex').slice(0, 12));
  if (existsSync(folder)) {
    return folder;
  }
  mkdirSync(cache, { recursive: true });
  const half = mkdtempSync(join(cache, 'kaoto-half-'));
  try {
    await install(half);
    renameSync(half, folder);
  } catch (e) {
    rmSync(half, { recursive: true });
    // Another process may have been quicker.
    if (!existsSync(folder)) {
      throw e;
    }
  }
  return folder;
}

async function install(folder) {
  const npm = (...words) => execFileSync('npm', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  copyFileSync(PINS, join(folder, 'package.json'));
  npm('install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--legacy-peer-deps', '--loglevel=error');
  // Installed, it would bring 700 MB of what draws.
  const packed = npm('pack', '--loglevel=error', KAOTO).trim().split('\n').at(-1);
  execFileSync('tar', ['-xzf', packed], { cwd: folder });
  await bundle(folder);
}

/** Its modules import those that draw, of which none is asked here: whatever they ask of React and the like is nothing. */
async function bundle(folder) {
  const { build } = await import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve('esbuild')));
  const there = Object.keys(JSON.parse(readFileSync(PINS)).dependencies);
  const nothing = 'const nothing = new Proxy(function () {}, { get: () => nothing, getPrototypeOf: () => nothing,'
      + ' apply: () => nothing, construct: () => nothing }); module.exports = nothing;';
  await build({
    stdin: {
      contents: "export { CamelRouteResource } from './package/lib/models/camel/camel-route-resource.js';"
          + "export { parseYamlComments } from './package/lib/utils/yaml-comments.js';"
          + "export { parse } from 'yaml';",
      resolveDir: folder,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: join(folder, 'kaoto.cjs'),
    logLevel: 'error',
    loader: Object.fromEntries(['.css', '.png', '.scss', '.svg'].map((ending) => [ending, 'empty'])),
    plugins: [{
      name: 'nothing',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^[^./]/ }, ({ path, importer }) =>
          there.some((name) => path === name || path.startsWith(name + '/')) || importer.includes(join('node_modules', 'yaml'))
            ? undefined
            : { path, namespace: 'nothing' });
        onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: nothing }));
      },
    }],
  });
}

const { CamelRouteResource, parseYamlComments, parse } = createRequire(import.meta.url)(join(await kaoto(), 'kaoto.cjs'));
const write = process.argv[2] === '--write';
const files = process.argv.slice(write ? 3 : 2);
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const resource = new CamelRouteResource(parse(text), parseYamlComments(text));
  await resource.initialize();
  const saved = await resource.toSourceCode();
  if (saved !== text) {
    console.log(file);
    if (write) {
      writeFileSync(file, saved);
    } else {
      process.exitCode = 3;
    }
  }
}
