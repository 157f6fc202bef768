# Sourced by mvnw and warren. Finds a JDK that can build and run Warren and exports it as JAVA_HOME, so that nothing
# that is called later falls back to an older `java` on the path. Works in bash 3.2 (macOS) and newer.

WARREN_JDK_OLDEST=21
# The newest release that the build is tested with; a later one is taken only where there is nothing else.
WARREN_JDK_TESTED=25

# Prints the feature version (21, 25, ...) of the JDK in directory $1; fails where there is no compiler.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  local version=
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" 2>/dev/null)
  fi
  [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([^ ]*\).*/\1/p')
  version=${version#1.}
  version=${version%%[!0-9]*}
  [ -n "$version" ] && echo "$version"
}

# The directory of the JDK behind the `java` or `javac` on the path, through every symbolic link.
jdk_on_path() {
  local command target
  command=$(command -v javac || command -v java) || return 1
  while [ -L "$command" ]; do
    target=$(readlink "$command")
    case $target in
      /*) command=$target ;;
      *) command=$(dirname "$command")/$target ;;
    esac
  done
  (cd "$(dirname "$command")/.." 2>/dev/null && pwd -P)
}

# Among the installed JDKs the newest tested one, else the oldest of the later ones.
jdk_installed() {
  local home version best= best_rank=0 rank
  for home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    version=$(jdk_version "$home") || continue
    [ "$version" -ge "$WARREN_JDK_OLDEST" ] || continue
    if [ "$version" -le "$WARREN_JDK_TESTED" ]; then rank=$((1000 + version)); else rank=$((1000 - version)); fi
    if [ "$rank" -gt "$best_rank" ]; then
      best=$home
      best_rank=$rank
    fi
  done
  [ -n "$best" ] && echo "$best"
}

jdk_advice() {
  case $(uname -s) in
    Darwin) echo "brew install openjdk@25" ;;
    *)
      if command -v dnf >/dev/null 2>&1; then
        echo "dnf install java-25-openjdk-devel, or unpack Temurin 25 (https://adoptium.net) into ~/.jdks"
      elif command -v apt-get >/dev/null 2>&1; then
        echo "apt-get install openjdk-25-jdk-headless (or openjdk-21-), or unpack Temurin 25 (https://adoptium.net) into ~/.jdks"
      else
        echo "unpack Temurin 25 (https://adoptium.net) into ~/.jdks"
      fi
      ;;
  esac
}

# Exports JAVA_HOME, or says in one line what to install and fails. $1: the name of the caller, for the message.
find_jdk() {
  local home version
  HOME=${HOME:-/}
  for home in "${JAVA_HOME:-}" "$(jdk_on_path)" "$(jdk_installed)"; do
    [ -n "$home" ] || continue
    version=$(jdk_version "$home") || continue
    if [ "$version" -ge "$WARREN_JDK_OLDEST" ]; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  echo "$1: no JDK of version $WARREN_JDK_OLDEST or newer found (JAVA_HOME, the path and the usual directories were searched). Install one: $(jdk_advice)" >&2
  return 1
}
