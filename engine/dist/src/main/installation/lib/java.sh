# Which Java runs paas, how, and with which archive of classes. Read by bin/paas and make-archive, which set $home.
# A JVM is not asked about itself: that would take longer than most commands do.

fail() {
  printf 'error: %s\n  → %s\n' "$1" "$2" >&2
  exit 1
}

# Sets java (the program), jdk (its folder), java_version, java_major and java_options.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    jdk=${JAVA_HOME%/}
    java=$jdk/bin/java
    [ -x "$java" ] || fail "there is no bin/java in JAVA_HOME, which is $JAVA_HOME" "Set it to a Java of version 17 or newer, or unset it."
  else
    java=$(command -v java) || fail "paas needs Java, and there is none" "Install Java 17 or newer, or set JAVA_HOME."
    jdk=$(readlink -f "$java")
    jdk=${jdk%/bin/java}
  fi
  read_release
  # Most of what is read lives to the end, so a heap that begins small is collected whole, for nothing, each time it grows.
  java_options='-XX:+IgnoreUnrecognizedVMOptions -XX:TieredStopAtLevel=1 -XX:+UseParallelGC -XX:InitialRAMPercentage=12.5 -XX:MaxNewSize=96m -XX:MaxTenuringThreshold=0 -XX:-UsePerfData -Xlog:disable'
  [ -n "$java_major" ] || return 0
  [ "$java_major" -ge 17 ] || fail "paas needs Java 17 or newer, and $java is $java_version" "Install a newer one, or set JAVA_HOME."
  # Protobuf, which CEL is made with, asks whether it may.
  [ "$java_major" -lt 23 ] || java_options="$java_options --sun-misc-unsafe-memory-access=allow"
}

# Sets java_version and java_major, and java_build: a name that no other build of Java has. Without a release file all are empty.
read_release() {
  java_version='' java_major='' java_build='' runtime='' implementor='' architecture=''
  [ -r "$jdk/release" ] || return 0
  while IFS='=' read -r key value; do
    value=${value#\"}
    value=${value%\"}
    case $key in
      JAVA_VERSION) java_version=$value ;;
      JAVA_RUNTIME_VERSION) runtime=$value ;;
      IMPLEMENTOR) implementor=${value%%[ /]*} ;;
      OS_ARCH) architecture=$value ;;
    esac
  done <"$jdk/release"
  java_major=${java_version%%[.+-]*}
  [ -z "$runtime" ] || java_build=$runtime-$implementor-$architecture
}

# Sets archive_option, archive_name, and one of archive (the file) and missing_archive (where it should be); none when there cannot be one.
find_archive() {
  archive='' missing_archive=''
  [ -n "$java_build" ] || return 0
  if [ "$java_major" -ge 25 ]; then
    archive_option=-XX:AOTCache=
    archive_name=paas-@version@-$java_build.aot
  else
    archive_option=-XX:SharedArchiveFile=
    archive_name=paas-@version@-$java_build.jsa
  fi
  if fits "$home/lib/$archive_name"; then
    archive=$home/lib/$archive_name
    return 0
  fi
  cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
  case $cache in
    /*) ;;
    *) return 0 ;;
  esac
  cache=$cache/paas$home/$archive_name
  if fits "$cache"; then
    archive=$cache
    # An empty one tells that it could not be made.
    [ -s "$cache" ] || archive=''
  else
    missing_archive=$cache
  fi
}

# Whether an archive is there and of these classes. One of Java 24 or older holds only where it was made, which the file beside it tells.
fits() {
  [ -e "$1" ] && [ ! "$home/lib/paas.jar" -nt "$1" ] || return 1
  [ -e "$1.home" ] || return 0
  IFS= read -r made_for <"$1.home"
  [ "$made_for" = "$home" ]
}
