# Sourced with root and module set: builds the benchmarks where they are older than their sources.
newest=$(find "$root"/{grammar,symbolic-core,codegen,nn-runtime,typeset,cli,benchmarks}/src/main "$module/pom.xml" -newer "$module/target/class-path" -print -quit 2>/dev/null || echo missing)
if [ ! -e "$module/target/class-path" ] || [ -n "$newest" ]; then
  echo "benchmarks: building" >&2
  "$root/build" -q -Pbenchmarks -pl benchmarks -am -DskipTests package >&2
  touch "$module/target/class-path"
fi
