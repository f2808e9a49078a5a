// SPDX-License-Identifier: Apache-2.0
// Compiles specs with the official Kaitai compiler; its Python output is the oracle of our own emitters.
//
//   node kaitai_compile.mjs [--every-language] OUT_DIR SPEC.ksy...
//
// Writes OUT_DIR/<id>.py for each spec; with --every-language compiles it for the other targets too, whose output is not kept. Exit status 1 and one line `FILE: message` per spec that the compiler refuses.
// Needs the npm packages `kaitai-struct-compiler` (0.11) and `js-yaml`, found from NODE_MODULES (a node_modules folder) or from
// the current folder.
import {createRequire} from 'node:module';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const base = process.env.NODE_MODULES ?? path.join(process.cwd(), 'node_modules');
const require = createRequire(path.join(path.resolve(base), 'resolve-from-here.js'));
const KaitaiStructCompiler = require('kaitai-struct-compiler');
const yaml = require('js-yaml');

// The compiler 0.11 dies of `valid: {expr: ...}` when it writes Nim; so there it gets the spec without those rules.
const withoutRules = (node) => {
  if (Array.isArray(node)) return node.map(withoutRules);
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key, value]) => key !== 'valid' || value?.expr === undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutRules(value)]));
};
const specFor = (language, file) => (language === 'nim' ? withoutRules(load(file)) : load(file));

// JavaScript's numbers end at 2^53; the compiler takes larger ones as the text of an expression.
const load = (file) =>
  yaml.load(
    readFileSync(file, 'utf8')
      .replace(/(:\s+)(0x[0-9a-fA-F]{14,16}|\d{16,20})[ \t]*$/gm, '$1"$2"')
      .replace(/^(\s+)(0x[0-9a-fA-F]{14,16}):/gm, '$1"$2":'),
  );

// Kaitai ignores unknown keys that start with a dash, as ours do. Specs import their neighbours by name.
const importerFor = (file) => ({
  importYaml: async (name) => load(path.join(path.dirname(file), `${name}.ksy`)),
});

async function compile(file, outDir) {
  const spec = load(file);
  const stem = path.basename(file, '.ksy');
  if (spec?.meta?.id !== stem) throw new Error(`meta/id is ${spec?.meta?.id}, must equal the file name`);
  const files = await KaitaiStructCompiler.compile('python', spec, importerFor(file), false);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(outDir, name), text);
  for (const language of everyLanguage ? KaitaiStructCompiler.languages : []) {
    try {
      await KaitaiStructCompiler.compile(language, specFor(language, file), importerFor(file), false);
    } catch (error) {
      throw new Error(`${language}: ${error?.message ?? error}`);
    }
  }
}

const words = process.argv.slice(2);
const everyLanguage = words[0] === '--every-language';
const [outDir, ...specs] = everyLanguage ? words.slice(1) : words;
if (!outDir || specs.length === 0) {
  process.stderr.write('usage: kaitai_compile.mjs OUT_DIR SPEC.ksy...\n');
  process.exit(2);
}
mkdirSync(outDir, {recursive: true});
let failed = false;
for (const file of specs) {
  try {
    await compile(file, outDir);
  } catch (error) {
    failed = true;
    process.stderr.write(`${file}: ${error?.message ?? error}\n`);
  }
}
process.exit(failed ? 1 : 0);
