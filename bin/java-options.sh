# Sourced by bin/fluxion and bin/make-start-caches: one place for the options of the virtual machine, because a start cache
# is valid only for the options and the module path it was made with.
# Expects `target`, the folder cli/target; sets the array `options` for a profile, and for the verb where it matters:
#   answer   a verb that answers at once: no optimising compiler, no vector module
#   script   a script of formulas alone: the optimising compiler, no vector module
#   session  a verb that computes for long: everything
java_options() {
  local profile=$1 verb=${2:-} jar
  read -r jar <"$target/ready"
  options=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Djava.awt.headless=true
    --enable-native-access=dev.fluxion.cli,org.jline.nativ)
  case $profile in
    answer) options+=(-XX:TieredStopAtLevel=1) ;;
    session) options+=(--add-modules jdk.incubator.vector) ;;
  esac
  # What a long text becomes is not copied while it grows in a script of formulas or a request; where data are read, garbage shall not fill the machine:
  # docs/adr/0001-start.md.
  if [ "$profile" = script ] || [ "$verb" = jsonl ]; then options+=(-Xmn400m); else options+=(-Xmn64m); fi
  # The memory is touched for the first time in large pieces, where the system offers them.
  [ "$profile" = answer ] || options+=(-XX:+UseTransparentHugePages)
  options+=(-p "$target/app/$jar:$target/app/libs")
}

# A script that reads data, computes with networks, measures kernels, shows their programs or imports others gets the vector module, which costs a quarter of a second at the start.
profile_of_script() {
  local argument words='(^|[^[:alnum:]_])(fit|accuracy|images|speed|program|load|import)([^[:alnum:]_]|$)'
  for argument in "$@"; do
    case $argument in
      - | /dev/*) echo session && return ;;
      -*) continue ;;
    esac
    [ ! -f "$argument" ] || ! grep -qE "$words" -- "$argument" || { echo session && return; }
  done
  echo script
}

# Whether there is a start cache for a profile that was made in this very folder: in one that was copied or moved, classes
# would come from two places, which the virtual machine notices late, with a SecurityException.
start_cache_is_here() {
  local place=
  [ ! -r "$target/start/place" ] || read -r place <"$target/start/place"
  [ "$place" = "$target" ] && [ -r "$target/start/$1.aot" ]
}
